
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0039_order_windows'),
        ('warung', '0004_cards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TextDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=100)),
                ('phone', models.CharField(max_length=16)),
                ('words', models.CharField(max_length=480)),
                ('steps', models.PositiveIntegerField(default=0)),
                ('place', models.CharField(blank=True, max_length=60)),
                ('total_rupiah', models.PositiveBigIntegerField(default=0)),
                ('reply', models.CharField(blank=True, max_length=160)),
                ('state', models.CharField(choices=[('open', 'menunggu ditelepon'), ('taken', 'dipesankan'), ('dropped', 'tidak jadi'), ('unread', 'tidak terbaca')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.product')),
                ('warung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='warung.warung')),
            ],
            options={
                'indexes': [models.Index(fields=['phone', 'received_at'], name='text_by_phone'), models.Index(fields=['warung', 'state', '-received_at'], name='text_by_warung')],
                'constraints': [models.UniqueConstraint(fields=('message_id',), name='text_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), ('product__isnull', False), _connector='OR'), name='text_open_has_goods')],
            },
        ),
    ]
