
from django.db import migrations, models


class Migration(migrations.Migration):
    """Days of a leave may be turned into leave of another kind afterwards."""

    dependencies = [
        ('attendance', '0005_rosters_and_period_settlement'),
    ]

    operations = [
        migrations.AlterField(
            model_name='leaverequest',
            name='purpose',
            field=models.CharField(choices=[('LEAVE', '휴가 신청'), ('CANCEL', '휴가 취소'), ('CHANGE', '휴가 변경'), ('CONVERT', '휴가 전환')], max_length=8, verbose_name='구분'),
        ),
    ]
